// Types of the npm package open-location-code, which has none of its own: only what is used here.
declare module "open-location-code" {
  export class OpenLocationCode {
    isFull(code: string): boolean;
    isShort(code: string): boolean;
    decode(code: string): { latitudeCenter: number; longitudeCenter: number; codeLength: number };
    recoverNearest(code: string, latitude: number, longitude: number): string;
  }
}
