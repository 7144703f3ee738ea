/** What the generator knows of the gateway and its models; read by the code beside it. */

/** Steps to a place in a body: names, indexes into lists, and -1 for one more item. */
export type Path = readonly (string | number)[];

/** Where one thing of a request lands; `constant` is JSON. */
export interface Place {
  readonly path: Path;
  readonly argument?: string;
  readonly constant?: string;
}

/** How a picture goes in: in which of the forms url, data-uri and base64, and how large it may be. */
export interface Picture {
  readonly sources: readonly string[];
  readonly megabytes: number | null;
}

/** Where an argument lands; `picture` where it is one, or a list of them. */
export interface Argument {
  readonly name: string;
  readonly path: Path;
  readonly picture?: Picture;
}

/** The list that holds a conversation: `role`, in a turn, is `model` where the model speaks. */
export interface Turns {
  readonly path: Path;
  readonly role: Path;
  readonly model: string | number | boolean | null;
}

export interface Model {
  readonly id: string;
  /** Layouts for requests without images, with one, and with several. */
  readonly none: readonly Place[] | null;
  readonly one: readonly Place[] | null;
  readonly many: readonly Place[] | null;
  readonly arguments: readonly Argument[];
  /** What is sent where the caller gives nothing; `value` is JSON. */
  readonly defaults: readonly { readonly path: Path; readonly value: string }[];
  readonly pictures: Picture;
  readonly turns: Turns | null;
  /** Index into the provider's answers. */
  readonly answer: number;
}

/** A shape of the answer: JSON pointers, empty where there is none. */
export interface Envelope {
  readonly images: string;
  readonly created: string;
  readonly code: string;
  readonly message: string;
  readonly success: number | null;
}

/** The shapes of the answer, and the members of an image: those that may hold the picture, and others. */
export interface Answer {
  readonly envelopes: readonly Envelope[];
  readonly members: readonly string[];
  readonly extras: readonly string[];
}

export interface Provider {
  readonly baseURL: string;
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly header: string;
  readonly scheme: string;
  readonly keyVariable: string;
  readonly baseVariable: string;
  /** The answer of a model that is not known, then those of the models. */
  readonly answers: readonly Answer[];
  readonly models: readonly Model[];
}

export declare const PROVIDER: Provider;
