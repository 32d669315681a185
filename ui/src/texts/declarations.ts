// From the Fluent files to the types of their keys, so that a text that is missing or lacks a value does not compile.

import { Resource, type Expression, type InlineExpression, type Pattern, parse } from "@fluent/syntax";

type Kind = "number" | "text";

/** What each text of a source takes, by key; where the source is wrong, what is wrong with it. */
export function readTexts(source: string): { texts: Map<string, Map<string, Kind>>; wrong: string[] } {
  const texts = new Map<string, Map<string, Kind>>();
  const wrong: string[] = [];
  const resource: Resource = parse(source, {});
  for (const entry of resource.body) {
    if (entry.type === "Junk") wrong.push(entry.content.trim());
    if (entry.type !== "Message") continue;
    if (texts.has(entry.id.name)) wrong.push(`${entry.id.name} is there twice`);
    if (entry.value) texts.set(entry.id.name, valuesOf(entry.value));
    for (const attribute of entry.attributes) {
      texts.set(`${entry.id.name}.${attribute.id.name}`, valuesOf(attribute.value));
    }
  }
  return { texts, wrong };
}

/** The module that declares them. */
export function declare(texts: Map<string, Map<string, Kind>>): string {
  const rows = [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, values]) => {
      const fields = [...values].sort().map(([name, kind]) => `${name}: ${kind === "number" ? "number" : "string | number"}`);
      return `  "${key}": ${fields.length === 0 ? "null" : `{ ${fields.join("; ")} }`};`;
    });
  return [
    "// Written by `npm run texts` from the files in en/. Do not change it by hand.",
    "",
    "/** What each text of the interface takes. */",
    "export interface Texts {",
    ...rows,
    "}",
    "",
  ].join("\n");
}

function valuesOf(pattern: Pattern, values = new Map<string, Kind>()): Map<string, Kind> {
  for (const element of pattern.elements) if (element.type === "Placeable") collect(element.expression, values);
  return values;
}

function collect(expression: Expression | InlineExpression, values: Map<string, Kind>): void {
  switch (expression.type) {
    case "VariableReference":
      if (!values.has(expression.id.name)) values.set(expression.id.name, "text");
      return;
    case "FunctionReference":
      for (const argument of expression.arguments.positional) {
        if (argument.type === "VariableReference") values.set(argument.id.name, "number");
      }
      return;
    case "SelectExpression":
      if (expression.selector.type === "VariableReference") {
        const counts = expression.variants.some(
          ({ key }) => key.type === "NumberLiteral" || ["zero", "one", "two", "few", "many"].includes(key.name),
        );
        const name = expression.selector.id.name;
        values.set(name, counts || values.get(name) === "number" ? "number" : "text");
      } else {
        collect(expression.selector, values);
      }
      for (const variant of expression.variants) valuesOf(variant.value, values);
      return;
    case "Placeable":
      collect(expression.expression, values);
  }
}
