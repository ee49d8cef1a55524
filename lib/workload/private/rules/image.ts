import { Block, OWN, text } from "../../../rules/rule";

const REFERENCE = "https://github.com/distribution/reference/blob/main/reference.go";

/** As the registries of images have it: the host, the path in lower case, a tag, a digest. */
const HOST = /([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:\d+)?\/)?/.source;
const REPOSITORY = /[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*/.source;
const VERSION = /(:\w[\w.-]{0,127})?(@[a-zA-Z0-9+._-]+:[0-9a-fA-F]{32,})?/.source;

export const IMAGE: Block<{ reference: string; pushedBy?: unknown[] }> = {
  arguments: {
    pushedBy: { list: OWN, atSynth: true },
    reference: text(
      new RegExp(`^${HOST}${REPOSITORY}${VERSION}$`),
      "<registry>/<repository>[:<tag>][@<digest>], with the repository in lower case, and without https://",
      REFERENCE,
      "Pass such a reference.",
    ),
  },
};

/** An image of a registry that is given apart from it: a reference without the host. */
export const IMAGE_IN_REGISTRY = text(
  new RegExp(`^(?![^/]+\\.azurecr\\.[a-z]+/)${REPOSITORY}${VERSION}$`),
  "<repository>[:<tag>][@<digest>], with the repository in lower case, and without the registry's host name",
  REFERENCE,
  "Pass such an image.",
);
