/** A path of the config counts from the config's own folder. */
export function besideConfig(configPath: string, path: string): string {
  if (path.startsWith("/")) return path;
  const folder = configPath.split("/").slice(0, -1);
  const parts = path.split("/");
  while (parts[0] === "." || parts[0] === "..") {
    const step = parts.shift();
    if (step === ".." && folder.length > 0 && folder.at(-1) !== "..") folder.pop();
    else if (step === "..") folder.push("..");
  }
  return [...folder, ...parts].join("/");
}
