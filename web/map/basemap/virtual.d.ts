// What the basemap() plugin of build.ts puts in the place of this import: the addresses of the files it made.
declare module "virtual:basemap" {
  export const sheetFiles: Readonly<Record<string, string>>;
  export const nameFiles: Readonly<Record<string, string>>;
  /** Width of a square of detail in degrees. */
  export const STEP: number;
  /** Width of a square between that and the world. */
  export const MIDDLE_STEP: number;
}
