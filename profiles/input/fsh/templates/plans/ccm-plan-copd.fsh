Instance: ccm-plan-copd
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(copd, [[COPD]], [[EPOC]])
* description = "Goals and activities for adults with chronic obstructive pulmonary disease."
* insert For(copd)
* insert Cites([[Global Initiative for Chronic Obstructive Lung Disease: GOLD report]], [[https://goldcopd.org]])
* insert GoalOxygen(copd)
* insert GoalPhysicalActivity(copd)
* insert GoalTobaccoFree(copd)
* insert Do(inhaler-technique, oxygen)
* insert Do(test-spirometry, oxygen)
* insert Do(avoid-triggers, oxygen)
* insert Do(pulmonary-rehabilitation, physical-activity)
* insert Do(move-more, physical-activity)
* insert Do(quit-smoking, tobacco-free)
* insert When([[%smoker]])
* insert DoAlso(symptoms-copd)
* insert DoAlso(medication-review)
* insert DoAlso(flu-vaccine)
* insert DoAlso(vaccine-check)
