import type { ModuleOf, TerraformModule } from "../source.ts";

/** Files are looked at one after another, those of inner folders between them. */
const mostKept = 20;

/** Empty, or with a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Asks for each folder once, and forgets those that nobody has asked about for long: a repository may have thousands. */
export function modulesByFolder(read: (folder: string) => TerraformModule): ModuleOf {
  const kept = new Map<string, TerraformModule>();
  return (path) => {
    const folder = folderOf(path);
    const module = kept.get(folder) ?? read(folder);
    kept.delete(folder);
    kept.set(folder, module);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return module;
  };
}
