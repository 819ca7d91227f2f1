Instance: ccm-plan-asthma
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(asthma, [[Asthma]], [[Asma]])
* description = "Goals and activities for adults with asthma."
* insert For(asthma)
* insert Cites([[Global Initiative for Asthma: global strategy for asthma management and prevention]], [[https://ginasthma.org]])
* insert GoalAsthmaControl(asthma)
* insert GoalTobaccoFree(asthma)
* insert Do(asthma-check, asthma-control)
* insert Do(inhaler-technique, asthma-control)
* insert Do(avoid-triggers, asthma-control)
* insert Do(test-spirometry, asthma-control)
* insert Do(quit-smoking, tobacco-free)
* insert When([[%smoker]])
* insert DoAlso(symptoms-asthma)
* insert DoAlso(medication-review)
* insert DoAlso(flu-vaccine)
