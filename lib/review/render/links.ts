/** The page of the project. */
export const PROJECT = "https://github.com/cdktf-managed-identity-container-app/cdktf-managed-identity-container-app";

/** The page about a kind of finding. */
export function findingPage(id: string): string {
  return `${PROJECT}/blob/main/docs/findings.md#${id}`;
}
