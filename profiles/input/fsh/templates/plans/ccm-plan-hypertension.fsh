Instance: ccm-plan-hypertension
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(hypertension, [[High blood pressure]], [[Presión arterial alta]])
* description = "Goals and activities for adults with high blood pressure; from the age of 80 with a looser target, to be agreed with the patient."
* insert For(hypertension)
* insert Cites([[2025 AHA/ACC guideline on high blood pressure in adults]], [[https://doi.org/10.1161/CIR.0000000000001356]])
* insert GoalBloodPressure(hypertension)
* insert GoalPhysicalActivity(hypertension)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(readings-review, blood-pressure)
* insert Do(eat-less-salt, blood-pressure)
* insert Do(medication-review, blood-pressure)
* insert Do(test-kidney-function, blood-pressure)
* insert Do(move-more, physical-activity)
* insert DoAlso(symptoms-blood-pressure)
* insert DoAlso(limit-alcohol)
