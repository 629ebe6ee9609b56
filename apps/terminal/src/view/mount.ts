import { render } from 'ink';
import { createElement } from 'react';
import { App, type AppProps } from './App.tsx';

/** An app that runs. */
export interface Mounted {
  /** Resolves once Ink has ended it; rejects with what went wrong while drawing. */
  readonly waitUntilExit: () => Promise<unknown>;
  readonly unmount: () => void;
}

/** Mounts the app on a stream of frames; Ink itself reads no key and writes no row. */
export const mount = (props: AppProps, stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Mounted =>
  render(createElement(App, props), { stdin, stdout, exitOnCtrlC: false, patchConsole: false, debug: true });
