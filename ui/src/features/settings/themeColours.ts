// The colours of a theme's option as the publication keeps them. Plain functions.

/** A colour for light pages and one for dark pages; one alone is both. */
export function coloursOf(value: string): { light: string; dark: string } {
  const [light = "", dark = light] = value.trim().split(/\s+/);
  return { light: asInput(light), dark: asInput(dark) };
}

/** Both as they are kept. */
export function keptColours({ light, dark }: { light: string; dark: string }): string {
  return light === dark ? light : `${light} ${dark}`;
}

/** A colour as the system's colour field takes it: six digits. */
function asInput(colour: string): string {
  if (/^#[0-9a-f]{3}$/i.test(colour)) return `#${[...colour.slice(1)].map((digit) => digit + digit).join("")}`.toLowerCase();
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : "#000000";
}
