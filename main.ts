import { App } from "cdktf";
import { MainStack } from "./lib/main-stack";

const app = new App();
new MainStack(app, "main");
app.synth();
