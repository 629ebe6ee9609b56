import { describe, expect, test } from 'vitest';
import { type CommandSpec, parseCommandLine } from './commandLine.ts';

const COMMANDS: readonly CommandSpec<undefined>[] = [
  {
    path: 'get',
    flags: [
      { name: 'selector', short: 'l', type: 'text' },
      { name: 'all-namespaces', short: 'A', type: 'bool' },
      { name: 'watch', short: 'w', type: 'bool' },
      { name: 'containers', short: 'c', type: 'text' },
    ],
    run: undefined,
  },
  {
    path: 'scale',
    required: ['replicas'],
    flags: [
      { name: 'replicas', type: 'int' },
      { name: 'dry-run', type: 'text', bare: 'unchanged' },
      { name: 'record', type: 'bool', deprecated: 'it will go' },
    ],
    run: undefined,
  },
  { path: 'rollout status', flags: [], run: undefined },
];

const parse = (...argv: string[]) => parseCommandLine(argv, COMMANDS);
function parsed(...argv: string[]) {
  const result = parse(...argv);
  if ('fault' in result) throw new Error(result.fault);
  return result;
}

describe('what pflag takes', () => {
  test.each([
    [['get', 'pods', '-l', 'a=b'], 'a=b'],
    [['get', 'pods', '-la=b'], 'a=b'],
    [['get', 'pods', '-l=a=b'], 'a=b'],
    [['get', '--selector', '-x', 'pods'], '-x'],
    [['-n', 'web', 'get', 'pods', '--selector=a=b'], 'a=b'],
    [['get', 'pods', '-Awl', 'a=b'], 'a=b'],
  ])('%j', (argv, selector) => {
    const { args, flags } = parsed(...argv);
    expect(args).toEqual(['pods']);
    expect(flags.text('selector')).toBe(selector);
  });

  test('a flag with a meaning of its own does not take the next word', () => {
    const { args, flags } = parsed('scale', '--dry-run', 'deploy/x', '--record', '--replicas', '-1');
    expect(args).toEqual(['deploy/x']);
    expect([flags.text('dry-run'), flags.int('replicas')]).toEqual(['unchanged', -1]);
  });

  test('flags are kept in their order, the global ones too', () => {
    const { flags, words } = parsed(
      '--server',
      'http://s',
      '-n',
      'web',
      'scale',
      'deploy/x',
      '--replicas=2',
      '--record',
    );
    expect(words).toEqual(['scale', 'deploy/x']);
    expect(flags.inOrder).toEqual([
      ['server', 'http://s'],
      ['namespace', 'web'],
      ['replicas', '2'],
      ['record', 'true'],
    ]);
  });

  test('a deprecated flag says so', () =>
    expect(parsed('scale', '--replicas=2', '--record').notices).toEqual([
      'Flag --record has been deprecated, it will go\n',
    ]));
});

// as kubectl 1.35.3 printed them
describe('what pflag and cobra refuse', () => {
  test.each([
    [['get', 'deploy', '--bogus'], "error: unknown flag: --bogus\nSee 'kubectl get --help' for usage.\n"],
    [['get', '-x'], "error: unknown shorthand flag: 'x' in -x\nSee 'kubectl get --help' for usage.\n"],
    [
      ['scale', 'deploy/x', '--replicas'],
      "error: flag needs an argument: --replicas\nSee 'kubectl scale --help' for usage.\n",
    ],
    [
      ['scale', 'deploy', 'x', '--replicas=abc'],
      'error: invalid argument "abc" for "--replicas" flag: strconv.ParseInt: parsing "abc": invalid syntax\nSee \'kubectl scale --help\' for usage.\n',
    ],
    [['scale', 'deploy/x'], 'error: required flag(s) "replicas" not set\n'],
    [['rollout', 'bogus', 'x'], 'error: unknown command "bogus x"\nSee \'kubectl rollout -h\' for help and examples\n'],
    [['foo'], 'error: unknown command "foo" for "kubectl"\n'],
    [['--server', 'http://s', 'foo'], 'Error: flags cannot be placed before plugin name: --server\n'],
  ])('%j', (argv, fault) => expect(parse(...argv)).toEqual({ fault }));
});
