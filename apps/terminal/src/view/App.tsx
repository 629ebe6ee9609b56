import { Box, type Key, Text, useInput } from 'ink';
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
  useInput((input, key) => {
    for (const name of keyNames(input, key)) session.press(name);
  });
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

const NAMES: readonly (readonly [name: keyof Key, key: string])[] = [
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['pageDown', 'pagedown'],
  ['pageUp', 'pageup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

/** The keys of one read from the terminal, by the names of the key table; what was typed fast comes in one piece. */
export function keyNames(input: string, key: Key): string[] {
  if (key.ctrl) return [`ctrl+${input}`];
  for (const [name, known] of NAMES) if (key[name] === true) return [known];
  return [...input].flatMap(character => {
    if (character === ' ') return ['space'];
    if (character === '\r' || character === '\n') return ['enter'];
    return character < ' ' || character === '\u007f' ? [] : [character];
  });
}
