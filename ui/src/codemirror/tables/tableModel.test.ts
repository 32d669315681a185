import { expect, test } from "vitest";
import {
  type Table,
  addColumnBefore,
  addRowAbove,
  addRowBelow,
  alignColumn,
  cellText,
  deleteColumn,
  deleteRow,
  emptyTable,
  fillFrom,
  formatTable,
  moveColumnForward,
  moveRowUp,
  parseTable,
  splitRow,
  tableFromTabs,
} from "./tableModel";

const table = parseTable(["| Tide | Hour |", "|:--|--:|", "| high | 6 |", "| low |"]) as Table;

test("a table is read with its alignments, short rows filled up", () => {
  expect(table).toEqual({ rows: [["Tide", "Hour"], ["high", "6"], ["low", ""]], aligns: ["start", "end"] });
});

test("an escaped border belongs to its cell", () => {
  expect(splitRow("| a \\| b | `c` |")).toEqual(["a \\| b", "`c`"]);
  expect(splitRow("a | b")).toEqual(["a", "b"]);
  expect(cellText("x | y\nz")).toBe("x \\| y z");
});

test("what is no table is none", () => {
  expect(parseTable(["| a |"])).toBeNull();
  expect(parseTable(["| a |", "| b |"])).toBeNull();
});

test("a table is written aligned, and says where its cells begin", () => {
  const { lines, starts } = formatTable(table);
  expect(lines).toEqual(["| Tide | Hour |", "| :--- | ---: |", "| high |    6 |", "| low  |      |"]);
  expect(starts[1]).toEqual([2, 12]);
  expect(lines[2]?.[12]).toBe("6");
});

test("what is written is read as the same table", () => {
  expect(parseTable(formatTable(table).lines)).toEqual(table);
});

test("wide letters take two places and marks none", () => {
  const { lines } = formatTable({ rows: [["水", "نِم"], ["ab", "c"]], aligns: ["none", "none"] });
  expect(lines[0]).toBe("| 水  | نِم  |");
});

test("rows are added, moved and deleted, and the heading stays first", () => {
  const at = { row: 1, column: 0 };
  expect(addRowBelow(table, at)?.table.rows.map((row) => row[0])).toEqual(["Tide", "high", "", "low"]);
  expect(addRowAbove(table, at)?.at).toEqual({ row: 1, column: 0 });
  expect(addRowAbove(table, { row: 0, column: 1 })?.table.rows[0]).toEqual(["Tide", "Hour"]);
  expect(moveRowUp(table, { row: 2, column: 0 })?.table.rows.map((row) => row[0])).toEqual(["Tide", "low", "high"]);
  expect(moveRowUp(table, { row: 0, column: 0 })).toBeNull();
  expect(deleteRow(table, { row: 2, column: 1 })?.at).toEqual({ row: 1, column: 1 });
});

test("columns are added, moved, aligned and deleted with their alignments", () => {
  const at = { row: 1, column: 0 };
  expect(addColumnBefore(table, at)?.table.rows[1]).toEqual(["", "high", "6"]);
  expect(moveColumnForward(table, at)?.table).toEqual({ rows: [["Hour", "Tide"], ["6", "high"], ["", "low"]], aligns: ["end", "start"] });
  expect(alignColumn("center")(table, at)?.table.aligns).toEqual(["center", "end"]);
  expect(deleteColumn(table, at)?.table.aligns).toEqual(["end"]);
  expect(deleteColumn(emptyTable(2, 1), at)).toBeNull();
});

test("cells of a spreadsheet become a table, numbers at the end", () => {
  const pasted = tableFromTabs('Name\tHeight\r\n"a ""b"""\t12.5\r\nc|d\t7\r\n');
  expect(pasted).toEqual({ rows: [["Name", "Height"], ['a "b"', "12.5"], ["c\\|d", "7"]], aligns: ["none", "end"] });
  expect(tableFromTabs("نام\tسال\nمهر\t۱۴۰۳")?.aligns).toEqual(["none", "end"]);
  expect(tableFromTabs("a line\nwith none")).toBeNull();
  expect(tableFromTabs("\tindented code\n\tmore of it\n")).toBeNull();
});

test("cells of another table are written over it from a cell on", () => {
  expect(fillFrom(table, { row: 2, column: 1 }, [["7", "x"], ["8", "y"]])).toEqual({
    rows: [["Tide", "Hour", ""], ["high", "6", ""], ["low", "7", "x"], ["", "8", "y"]],
    aligns: ["start", "end", "none"],
  });
});
