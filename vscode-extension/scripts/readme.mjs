/** The README as it is packed. */

const picture = /^!\[[^\]]*\]\(images\/[\w-]+\.png\)\n+/gm;

/**
 * Editors show pictures from the web only: where package.json names a repository, vsce has them point there; else they are left
 * out, since nobody could see them.
 */
export const packedReadme = (text, { repository }) =>
  repository === undefined ? text.replace(picture, "") : text;
