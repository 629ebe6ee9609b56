import { Box, Text } from 'ink';
import { useMemo, useSyncExternalStore } from 'react';
import type { Session } from '../playback.ts';
import { paint, type Theme } from '../theme.ts';
import { screen } from './screen.ts';

/** One Text a row: a Box a cell would cost 15 ms a frame. */
export function App({ session, theme }: { readonly session: Session; readonly theme: Theme }) {
  const { models } = session;
  const model = useSyncExternalStore(
    changed => {
      const watching = models.subscribe(changed);
      return () => watching.unsubscribe();
    },
    () => models.value,
  );
  const rows = useMemo(() => screen(model).map(row => paint(row, theme)), [model, theme]);
  return (
    <Box flexDirection="column" width={model.columns}>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen
        <Text key={i} wrap="truncate">
          {row === '' ? ' ' : row}
        </Text>
      ))}
    </Box>
  );
}
