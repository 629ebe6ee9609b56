import { Box } from 'ink';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Session } from '../playback.ts';
import { paint, type Theme } from '../theme.ts';
import { screen } from './screen.ts';

export interface AppProps {
  readonly session: Session;
  readonly theme: Theme;
  /** Puts rows on the screen. */
  readonly show: (rows: readonly string[]) => void;
}

/**
 * The rows are ours to the last cell, so they go to the screen as they are: Ink would measure each and take it apart
 * into characters, some 25 ms a frame at 160x45 where making the rows takes 2.
 */
export function App({ session, theme, show }: AppProps) {
  const { models } = session;
  const model = useSyncExternalStore(
    changed => {
      const watching = models.subscribe(changed);
      return () => watching.unsubscribe();
    },
    () => models.value,
  );
  const rows = useMemo(() => screen(model).map(row => paint(row, theme)), [model, theme]);
  useLayoutEffect(() => show(rows), [show, rows]);
  return <Box />;
}
