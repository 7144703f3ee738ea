/** What the generator knows of the gateway and its models; read by the code beside it. */

/** Where one thing of a request lands; `constant` is JSON. */
export interface Place {
  readonly path: string;
  readonly argument?: string;
  readonly constant?: string;
}

/** A shape of the answer: JSON pointers, empty where there is none. */
export interface Envelope {
  readonly images: string;
  readonly created: string;
  readonly code: string;
  readonly message: string;
  readonly success: number | null;
}

/** The shapes of the answer, and the members of an image that may hold the picture. */
export interface Answer {
  readonly envelopes: readonly Envelope[];
  readonly members: readonly string[];
}

/** Pictures that a model takes. */
export interface Pictures {
  readonly minimum: number;
  readonly maximum: number | null;
  readonly sources: readonly string[];
  readonly formats: readonly string[];
  readonly megabytes: number | null;
}

export interface Model {
  readonly id: string;
  readonly none: readonly Place[] | null;
  readonly one: readonly Place[] | null;
  readonly many: readonly Place[] | null;
  readonly arguments: readonly (readonly [name: string, path: string])[];
  readonly defaults: readonly (readonly [path: string, value: string])[];
  readonly pictures: Pictures;
  /** Index into the provider's answers. */
  readonly answer: number;
}

export interface Provider {
  readonly className: string;
  readonly title: string;
  readonly baseURL: string;
  readonly method: string;
  readonly path: string;
  readonly header: string;
  readonly scheme: string;
  readonly keyVariable: string;
  readonly baseVariable: string;
  /** The answer of a model that is not known, then those of the models. */
  readonly answers: readonly Answer[];
  readonly models: readonly Model[];
}

export declare const PROVIDER: Provider;
