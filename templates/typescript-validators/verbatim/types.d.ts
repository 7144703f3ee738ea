/** "strict" makes every warning an error; "passthrough" makes warnings of what a newer version might take. */
export type Mode = "warn" | "strict" | "passthrough";

export interface CheckOptions {
  /** "warn", unless said otherwise. */
  readonly mode?: Mode;
}

/** A JSON Patch operation (RFC 6902). */
export type Fix =
  | { op: "replace"; path: string; value: unknown }
  | { op: "remove"; path: string }
  | { op: "move"; from: string; path: string };

/** One finding about a request. */
export declare class Issue {
  private constructor();
  /** A JSON Pointer (RFC 6901) to the member, or to where it would stand. */
  readonly pointer: string;
  /** What kind of finding it is; stable. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What it is, for people. */
  readonly message: string;
  /** What mends it, or null; found when asked for. */
  get fix(): Fix | null;
  /** Plain data, for JSON. */
  toJSON(): {
    pointer: string;
    code: string;
    severity: "error" | "warning";
    message: string;
    fix?: Fix;
  };
  toString(): string;
}

/** A difference between what is written and what is sent ("client") or done ("server"). */
export interface Change {
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly by: "client" | "server";
}

export interface Prepared {
  /** The body as it is best sent. */
  readonly body: unknown;
  readonly changes: readonly Change[];
}

/** What was asked, what comes back, where to read it, and whether that is a surprise. */
export interface ResponseFormat {
  /** What the body asks for, or null. */
  readonly asked: unknown;
  /** A form, or a form with "_usually" or "_probably", or "unknown". */
  readonly returned: string;
  /** Pointers, each with * for every image: take the first that holds a text that is not empty. */
  readonly read: readonly string[];
  readonly warn: boolean;
}

/** What https://standardschema.dev asks of a schema. */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "modelpact";
    readonly validate: (value: unknown) =>
      | { readonly value: Value; readonly issues?: undefined }
      | {
          readonly issues: readonly {
            readonly message: string;
            readonly path: readonly (string | number)[];
          }[];
        };
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}
