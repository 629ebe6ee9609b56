import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { BIN, ONE_LINE, playhead, run } from './playhead.ts';

test('--version is one line', async () => {
  expect(playhead(['--version'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

test('no word at all shows the usage and is trouble', async () => {
  const { status, stdout, stderr } = await run([]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Usage: playhead');
});

test('every command has examples in its help', async () => {
  const commands = [...playhead(['--help']).stdout.matchAll(/^ {2}([a-z]+)(?:\|[a-z]+)? .*/gm)].map(match => match[1]!);
  expect(commands).toContain('completion');
  const leaves = commands.flatMap(name =>
    name === 'fixture'
      ? [
          ['fixture', 'record'],
          ['fixture', 'verify'],
        ]
      : [[name]],
  );
  for (const words of leaves) {
    const { status, stdout } = await run([...words, '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n  playhead ${words.join(' ')} `));
  }
});

test.each([
  [['complet'], /unknown command 'complet': did you mean one of compare, completion\?/],
  [['completion', 'bash', '--verbos'], /unknown option '--verbos': did you mean --verbose\?/],
  [['completion'], /expected bash\|zsh\|fish, got nothing/],
  [['completion', 'tcsh'], /tcsh: not a shell it knows/],
])('%j is one line of trouble', async (args, says) => {
  const { status, stdout, stderr } = await run(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toMatch(says);
});

test('a bare --color does not take the next word', async () => {
  expect((await run(['--color', 'completion', 'bash'])).status).toBe(0);
});

test('the bash completion is bash, and completes commands', async () => {
  const script = (await run(['completion', 'bash'])).stdout;
  const asked = `${script}\nCOMP_WORDS=(playhead comp); COMP_CWORD=1; _playhead; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n')).toContain('completion');
});

test('a closed pipe is quiet', async () => {
  const { stderr } = spawnSync('bash', ['-c', `'${process.execPath}' '${BIN}' completion bash | true`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});

test('a full disk is one line of trouble', async () => {
  const { status, stderr } = spawnSync('bash', ['-c', `'${process.execPath}' '${BIN}' completion bash > /dev/full`], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toBe('playhead: standard output: no space left on the disk; free some, or choose another place\n');
});
