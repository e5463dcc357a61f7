/** Somebody of the corp. `unionId` is the same in every app. */
export type Person = {
  readonly staffId: string;
  readonly nick: string;
  readonly isAdmin: boolean;
};

/** Everybody in the corp, by staff id. One id is of digits and begins with a zero, as many are: it is a text. */
export const people: ReadonlyMap<string, Person> = new Map(
  [
    { staffId: "lin", nick: "林", isAdmin: false },
    { staffId: "wei", nick: "魏", isAdmin: true },
    { staffId: "0123", nick: "陈", isAdmin: false },
  ].map((person) => [person.staffId, person]),
);

/** By this clock their phones go. */
export const corpTimeZone = "Asia/Shanghai";

/** The conversation of a person with the robot. */
export const conversationWith = (staffId: string) => `cid0with-${staffId}==`;
