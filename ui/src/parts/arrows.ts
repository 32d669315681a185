// Which arrow keys lead forward and back along a line, in the direction that it is read in.

export interface Arrows {
  forward: "ArrowLeft" | "ArrowRight";
  back: "ArrowLeft" | "ArrowRight";
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}

export function arrows(element: Element): Arrows {
  return isRightToLeft(element)
    ? { forward: "ArrowLeft", back: "ArrowRight" }
    : { forward: "ArrowRight", back: "ArrowLeft" };
}
