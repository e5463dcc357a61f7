import { createHand, type Hand } from "./hand.ts";
import { checkAnswer } from "./openapi-answers.ts";

/** The hand of a tester of the deployed product: each answer of a function that it sees must be as OpenAPI has it. */
export const createProductHand = (cloud: Parameters<typeof createHand>[0]): Hand => createHand(cloud, checkAnswer);
