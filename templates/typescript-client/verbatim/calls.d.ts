/** How models are called, where that is more than one JSON body sent and one received. */

/** An HTTP call; a piece of its path is a text, the member behind it (or none), and whether that keeps its slashes. */
export interface Operation {
  readonly method: string;
  readonly path: readonly (readonly [string, string, boolean])[];
  readonly contentType: string;
  /** Whether each part of a list of pictures is named with `[]` behind. */
  readonly brackets: boolean;
}

/** A shape of the answer: JSON pointers, empty where there is none. */
export interface Shape {
  readonly images: string;
  readonly created: string;
  readonly code: string;
  readonly message: string;
  readonly success: number | string | boolean | null;
  readonly error: string;
}

type Scalar = string | number | boolean | null;

/** How a job is asked for: by an operation and its id, or at a link. Times are seconds. */
export interface Poll {
  readonly status: string;
  readonly done: readonly Scalar[];
  readonly failed: readonly Scalar[];
  readonly asks: Operation | null;
  readonly id: string;
  readonly link: string;
  /** Further hosts that the link may lead to; `*.` before a name stands for all below it. */
  readonly hosts: readonly string[];
  readonly answer: Operation | null;
  readonly reason: string;
  readonly interval: number;
  readonly timeout: number;
}

/** How an entry of the list says that its picture was held back; no values: by anything at all. */
export interface Filter {
  readonly path: string;
  readonly values: readonly Scalar[];
  readonly reason: string;
}

/** How a model is called: without pictures and with any, which stand at `places`. */
export interface Way {
  readonly usual: Operation;
  readonly pictured: Operation;
  readonly places: readonly (readonly string[])[];
  /** The members that are files in a form. */
  readonly files: readonly string[];
  readonly shapes: readonly Shape[];
  readonly binary: boolean;
  readonly poll: Poll | null;
  readonly filter: Filter | null;
}

export declare const HEADERS: Readonly<Record<string, string>>;
export declare const OTHERS: Way;
export declare const WAYS: readonly (readonly [string, Way])[];
