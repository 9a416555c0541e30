// Starts the desk: the application in its element, links followed inside it.
import { render } from "preact";
import { followLinks } from "../kit/route.ts";
import { App } from "./app.tsx";
import "./desk.css";

document.addEventListener("click", followLinks);
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
