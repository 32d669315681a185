// What the preview shows of the article: its page, or how others show it.

class PreviewView {
  kind = $state<"page" | "search" | "card">("page");
}

export const preview = new PreviewView();
