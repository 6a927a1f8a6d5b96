import { editDistance } from "../edit-distance.ts";
import { regions } from "./region.ts";

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
const byBareName = new Map([...regions.keys()].map((name) => [bare(name), name]));

/**
 * The Region that was meant: the same letters and digits (`us-west2`), an Availability Zone (`us-east-1a`),
 * or one typing mistake away from exactly one Region. Undefined when it would be a guess.
 */
export function nearestRegion(text: string): string | undefined {
  const letters = bare(text);
  const same = byBareName.get(letters) ?? byBareName.get(letters.replace(/[a-f]$/, ""));
  if (same !== undefined || text.length > 40) return same;
  const near = [...regions.keys()].filter((name) => editDistance(text.toLowerCase(), name, 1) <= 1);
  return near.length === 1 ? near[0] : undefined;
}
