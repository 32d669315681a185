// How the page is shown.

class PreviewView {
  /** Whether the page is shown as wide as a telephone. */
  narrow = $state(false);
}

export const preview = new PreviewView();
