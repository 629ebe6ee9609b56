/** What tables and descriptions do to text that could steer a terminal (cli-runtime printers.EscapeTerminal). */
export const escapeTerminal = (text: string): string => text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
