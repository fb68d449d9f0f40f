export interface Step {
  name: string;
  command: readonly [executable: string, ...parameters: string[]];
}

/** What holds the house's rules, besides the tests. Each is a tool of its own and reads its own configuration. */
export const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the panel', command: ['tsc', '-p', 'web/tsconfig.json'] },
  { name: 'format', command: ['biome', 'check', '.'] },
  { name: 'lint', command: ['oxlint'] },
  {
    name: 'import edges',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'shared',
      'server',
      'web',
      'emulator',
      'demo',
      'scripts',
    ],
  },
  { name: 'unused code', command: ['knip'] },
];
