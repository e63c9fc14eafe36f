/** The README as it is packed: editors show pictures from the web and from the text itself only. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const picture = /!\[([^\]]*)\]\((images\/[\w-]+\.png)\)/g;

/** Pictures of the folder stand in the text. @throws Error where one is not there. */
export async function withPictures(text, folder) {
  const paths = [...new Set([...text.matchAll(picture)].map(([, , path]) => path))];
  const data = new Map(
    await Promise.all(
      paths.map(async (path) => [path, (await readFile(join(folder, path))).toString("base64")]),
    ),
  );
  return text.replace(picture, (_, title, path) => `![${title}](data:image/png;base64,${data.get(path)})`);
}
