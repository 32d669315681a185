import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  // The shell opens this address in `cargo xtask dev`.
  server: { port: 5173, strictPort: true, host: "localhost" },
  clearScreen: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["es2023", "safari17.5", "chrome123"],
    // Colours by `light-dark()` are kept as they are written.
    cssTarget: ["safari17.5", "chrome123"],
    // The window's policy allows no inline script, and its web views all know modulepreload.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // CodeMirror with its Markdown grammar is one chunk, loaded from disk.
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: "node",
    // Machines that test are often busy with other things.
    testTimeout: 30_000,
    include: ["src/**/*.test.ts"],
  },
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
});
