export interface BrowserBinary {
  executablePath: string;
  /** What the binary needs to find its libraries and fonts, on top of the environment. */
  environment: Record<string, string>;
}
