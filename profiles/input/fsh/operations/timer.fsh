// The operations on a running timer.

Instance: ccm-beat
InstanceOf: OperationDefinition
Usage: #definition
Title: "The timer's beat"
* insert Operation(ccm-beat, CcmBeat, [[Says that the app which times a patient's work is alive: every half minute, and when its page is left. Only the person whose time it is may beat. A beat makes no version of the Task, and one that is older than the last changes nothing. A Task of which nothing has been heard for two minutes is ended by the server: at its last beat, or, when nobody had attested the work for as long as the practice's policy lets pass before the question (ccm-timer-policy; two minutes) by then, at the last attested instant. The start of a Task is its first beat.]])
* insert Instance(Task, true)
* insert In(at, 1, 1, instant, [[When the app was alive, by the server's clock.]])
* insert In(attested, 1, 1, instant, [[The last sign that this is the patient's work: an input, or a yes to the question.]])
* insert Out(status, 1, 1, code, [[The status of the Task.]])
* insert Out(attested, 1, 1, instant, [[The greatest of all windows, never after the end.]])
* insert Out(others, 1, 1, unsignedInt, [[How many other people time this patient now.]])
* insert Out(end, 0, 1, instant, [[When the Task has ended.]])


Instance: ccm-stop-timer
InstanceOf: OperationDefinition
Usage: #definition
Title: "Stop my timer"
* insert Operation(ccm-stop-timer, CcmStopTimer, [[Ends the running timer of the person who asks, whichever patient it is for, so that one can begin here: a token of one patient's chart reaches no other chart, but whose time it is may always stop it. The timer ends at the instant of asking where its work was attested less than the practice's policy lets pass before the question (ccm-timer-policy; two minutes) before, else at its last beat or, when it was idle then, at its last attested instant. Nothing of the other patient is answered.]])
* affectsState = true
* resource = #Task
* system = false
* type = true
* instance = false
* insert In(at, 1, 1, instant, [[When the person stops it, by the server's clock.]])
* insert Out(stopped, 1, 1, boolean, [[Whether a timer ran.]])
* insert Out(start, 0, 1, instant, [[When it had begun.]])
* insert Out(end, 0, 1, instant, [[When it ended.]])
