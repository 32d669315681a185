// What is searched for in the window of preferences.

class Search {
  query = $state("");
  words = $derived(this.query.toLowerCase().split(/\s+/).filter(Boolean));
}

export const search = new Search();
