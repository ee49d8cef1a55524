import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AccessReview } from "../../lib/review/door/access-review";

/** The review of a program as `App.synth` writes it, with what the program accepts, which `Testing.synth` leaves out. */
export function reviewed(program: (stack: TerraformStack) => void): AccessReview {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "reviewed-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "test");
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    program(stack);
    app.synth();
    return AccessReview.ofPath(outdir);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** The ids of the findings of a review that the program accepts. */
export const acceptedIn = ({ acceptedFindings }: AccessReview) => acceptedFindings.map(({ finding }) => finding);
