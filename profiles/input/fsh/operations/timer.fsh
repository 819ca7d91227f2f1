// The operation on a running timer.

Instance: ccm-beat
InstanceOf: OperationDefinition
Usage: #definition
Title: "The timer's beat"
* insert Operation(ccm-beat, CcmBeat, [[Says that the app which times a patient's work is alive: every half minute, and when its page is left. Only the person whose time it is may beat. A beat makes no version of the Task, and one that is older than the last changes nothing. A Task of which nothing has been heard for two minutes is ended by the server: at its last beat, or, when nobody had attested the work for as long as the practice's policy lets pass before the question (ccm-timer-policy; two minutes) by then, at the last attested instant. A Task that never had a beat is left alone.]])
* insert Instance(Task, true)
* insert In(at, 1, 1, instant, [[When the app was alive, by the server's clock.]])
* insert In(attested, 1, 1, instant, [[The last sign that this is the patient's work: an input, or a yes to the question.]])
* insert Out(status, 1, 1, code, [[The status of the Task.]])
* insert Out(attested, 1, 1, instant, [[The greatest of all windows, never after the end.]])
* insert Out(others, 1, 1, unsignedInt, [[How many other people time this patient now.]])
* insert Out(first, 0, 1, boolean, [[True when nothing had been heard of the timer before this beat.]])
* insert Out(end, 0, 1, instant, [[When the Task has ended.]])
