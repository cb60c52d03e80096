import type { Place } from '../../errors.ts';

/** The place in the YAML file of one value inside a map (by its key) or a list (by its index). */
export type PlaceOf = (key: string | number) => Place;

// Beside the values, so that code which works on them sees plain dicts and lists.
const places = new WeakMap<object, PlaceOf>();

/** Notes where the parts of a map or list made from YAML stand. */
export function withPlaces<T extends object>(value: T, placeOf: PlaceOf): T {
  places.set(value, placeOf);
  return value;
}

/** Where a part of a map or list stands in the YAML file; undefined for one that code made. */
export function placeIn(value: object, key: string | number): Place | undefined {
  return places.get(value)?.(key);
}
