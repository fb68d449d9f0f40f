const OLDEST_NODE_MAJOR = 24;

// Before anything else is loaded: an older Node would fail somewhere inside, and not say why.
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE_MAJOR) {
  process.stderr.write(
    `Node ${OLDEST_NODE_MAJOR} or newer is needed; this is Node ${process.versions.node}.\n`,
  );
  process.exit(1);
}

const { serve } = await import('./serve.ts');
await serve();
