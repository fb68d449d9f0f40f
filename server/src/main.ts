const OLDEST_NODE_MAJOR = 24;

// Checked before anything else is loaded, because an older Node would fail with an obscure error.
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE_MAJOR) {
  process.stderr.write(
    `Node ${OLDEST_NODE_MAJOR} or newer is needed; this is Node ${process.versions.node}.\n`,
  );
  process.exit(1);
}

const { serve } = await import('./serve.ts');
await serve();
