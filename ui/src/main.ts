// The first script of the window. It is small, so that the engine is asked what is open while the rest is being read.

import "./ipc/beginning";
import "./theme.css";

const [{ mount }, { default: App }] = await Promise.all([import("svelte"), import("./App.svelte")]);
const place = document.getElementById("window");
if (place) mount(App, { target: place });
