import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const ros = guessesOf("ros");

/** What the local ROS does that no document says. */
export const rosGuesses: readonly Guess[] = [
  ros(
    "pace",
    "A stack's work goes on when somebody looks at it: the first look sees it in progress, the next that it is done; a minute of world time ends it too.",
    "ros/work, ros/run-stack, ros/define-action",
    "It takes six looks, and a part of the resources is there at each.",
  ),
  ros(
    "rollback-retains",
    "A resource with DeletionPolicy Retain stays when the creation of its stack is rolled back.",
    "ros/run-stack",
    "It is removed.",
  ),
  ros(
    "rights",
    "A stack acts by its caller's rights: those that the products' APIs are named after, on the resource itself.",
    "ros/steps, ros/resources/resource-type",
    oneSided("Which rights a deployer needs is computed by ROS itself (GenerateTemplatePolicy)."),
  ),
  ros(
    "refusals",
    "What is wrong with a property is 400 StackValidationFailed, a type that is not known 404 ResourceTypeNotFound, before anything is made. Open: the texts.",
    "ros/blueprint, ros/ros-errors",
    oneSided("Templates are checked before they are sent."),
  ),
  ros(
    "not-updatable",
    "An update of a property that cannot change fails at its resource and is rolled back; a stack that was rolled back at its creation cannot be updated: 400 NotSupported. Open: code and text.",
    "ros/steps, ros/actions/update-stack",
    oneSided("Whatever the code, the stack has to be deleted by hand."),
  ),
  ros(
    "preview",
    "PreviewStack says of each resource what would become of it: Add, Modify, Replace, Remove or None. Open: when it says which.",
    "ros/actions/preview-stack",
    oneSided("It is shown to people, and nothing acts by it."),
  ),
  ros(
    "protected",
    "A protected stack is not deleted: 400 NotSupported. Open: code and text.",
    "ros/actions/delete-stack",
    oneSided("Whoever deletes a stack looks at its protection first."),
  ),
  ros(
    "deleted",
    "A deleted stack is still told of by its id, as DELETE_COMPLETE, and listed only by that status.",
    "ros/actions/list-stacks, ros/define-action",
    oneSided("The product asks for a stack's name."),
  ),
  ros(
    "queue-adopted",
    "A queue that exists with the same properties becomes the stack's (CreateQueue answers success); with others it is QueueAlreadyExist.",
    "ros/resources/mns-queue",
    oneSided("A queue has the stack's name: nobody else makes it."),
  ),
  ros(
    "instance-exists",
    "A Tablestore instance that exists is OTSObjectAlreadyExist. Open: the code.",
    "ros/resources/ots-instance",
    oneSided("No code is read of it but that the stack has failed."),
  ),
];
