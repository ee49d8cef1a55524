import { Block, Kind, text } from "../../../rules/rule";

const REFERENCE = "https://github.com/distribution/reference/blob/main/reference.go";

/** The parts of an image reference: the host, the repository in lower case, and a tag, a digest or both. */
const HOST = /([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:\d+)?\/)?/.source;
const REPOSITORY = /[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*/.source;
const VERSION = /(:\w[\w.-]{0,127})?(@[a-zA-Z0-9+._-]+:[0-9a-fA-F]{32,})?/.source;

const PUSHER: Kind = {
  members: ["fqn"],
  mayBeElement: true,
  allowed: "a resource, a data source or a module",
  change: "Pass one, such as the resource attribute of a construct of this library.",
};

export const IMAGE: Block<{ reference: string; pushedBy?: unknown[] }> = {
  arguments: {
    pushedBy: { list: { kind: PUSHER }, atSynth: true },
    reference: text(
      new RegExp(`^${HOST}${REPOSITORY}${VERSION}$`),
      "<registry>/<repository>[:<tag>][@<digest>], with the repository in lower case, and without https://",
      REFERENCE,
      "Pass such a reference.",
    ),
  },
};

/** The rule for an image whose registry is given apart: a reference without the host. */
export const IMAGE_IN_REGISTRY = text(
  new RegExp(`^(?![^/]+\\.azurecr\\.[a-z]+/)${REPOSITORY}${VERSION}$`),
  "<repository>[:<tag>][@<digest>], with the repository in lower case, and without the registry's host name",
  REFERENCE,
  "Pass such an image.",
);
