import { App } from "cdktf";
import { MainStack } from "./main-stack";

const app = new App();
new MainStack(app, "main");
app.synth();
