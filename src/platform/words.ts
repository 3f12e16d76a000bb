/** `custom_ports` is `CustomPorts`. */
export function pascal(words: string): string {
  return words.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
