import { make } from './budget.ts';
import { Dict } from './dict.ts';

/** A dict that came in with a delivery: `payload.name` reads the key `name`, and gives None when there is none. */
export class PayloadDict extends Dict {
  override emptied(): Dict {
    return new PayloadDict();
  }

  override copy(): Dict {
    make(this.size);
    const copy = new PayloadDict();
    for (const [key, value] of this.entries()) {
      copy.set(key, value);
    }
    return copy;
  }
}
