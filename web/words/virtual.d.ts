// What the deskWords() plugin of build.ts puts in the place of this import: the addresses of the files it made.
declare module "virtual:desk-words" {
  export const wordFiles: Readonly<Record<string, { readonly first: string; readonly rest: string }>>;
}
