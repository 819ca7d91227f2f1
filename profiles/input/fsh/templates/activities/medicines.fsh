Instance: ccm-action-medication-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(medication-review, Task, medication-management, [[Go over all your medicines]], [[Revisar todos sus medicamentos]])
* insert Says([[We compare what you really take, with vitamins and store-bought medicines, to the list in your chart, and look for side effects, missed doses and allergies. Have all bottles at hand.]], [[Comparamos lo que toma de verdad, con vitaminas y medicamentos sin receta, con la lista de su expediente, y buscamos efectos, dosis olvidadas y alergias. Tenga todos los frascos a mano.]])
* code = http://snomed.info/sct#430193006
* insert By(practitioner, pharmacist)
* insert Every(1, 3, mo)

Instance: ccm-action-inhaler-technique
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(inhaler-technique, Task, medication-management, [[Check how you use your inhaler]], [[Revisar cómo usa su inhalador]])
* insert Says([[Show us how you use each inhaler. Small changes can make it work much better.]], [[Muéstrenos cómo usa cada inhalador. Con pequeños cambios puede funcionar mucho mejor.]])
* insert By(practitioner, pharmacist)
* insert Every(1, 3, mo)

Instance: ccm-action-blood-thinner-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(blood-thinner-review, Task, medication-management, [[Review of your blood thinner]], [[Revisión de su anticoagulante]])
* insert Says([[We check that the medicine and the dose still fit your kidneys, weight and other medicines, and ask about bleeding.]], [[Comprobamos que el medicamento y la dosis sigan siendo adecuados para sus riñones, su peso y sus otros medicamentos, y preguntamos por sangrados.]])
* insert By(practitioner, pharmacist)
* insert Every(1, 6, mo)

Instance: ccm-action-kidney-safe-medicines
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(kidney-safe-medicines, CommunicationRequest, education, [[Pain medicines to avoid]], [[Calmantes que debe evitar]])
* insert Says([[Ask us before you take ibuprofen, naproxen or similar pain medicines, or any herbal product. They can harm your kidneys and heart. Tell us at once if vomiting or diarrhea keeps you from eating and drinking: some medicines may have to pause.]], [[Pregúntenos antes de tomar ibuprofeno, naproxeno o calmantes parecidos, o productos de hierbas. Pueden dañar los riñones y el corazón. Avísenos enseguida si por vómitos o diarrea no puede comer ni beber: quizá haya que suspender algunos medicamentos.]])
* insert By(practitioner, pharmacist)

Instance: ccm-action-pain-medicine-safety
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(pain-medicine-safety, Task, medication-management, [[Safe use of pain medicines]], [[Uso seguro de los calmantes]])
* insert Says([[We go over what you take for pain, creams included, and what is safe for your stomach, kidneys, liver and heart.]], [[Revisamos lo que toma para el dolor, también cremas, y qué es seguro para su estómago, riñones, hígado y corazón.]])
* insert By(practitioner, pharmacist)
* insert Every(1, 6, mo)

Instance: ccm-action-bone-medicine-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(bone-medicine-review, Task, medication-management, [[Review of your bone medicine, calcium and vitamin D]], [[Revisión de su medicamento para los huesos, calcio y vitamina D]])
* insert Says([[We check how you take it, for how long it is planned, and your dental care.]], [[Revisamos cómo lo toma, por cuánto tiempo está previsto y el cuidado de sus dientes.]])
* insert By(practitioner, pharmacist)
* insert Every(1, 1, a)

Instance: ccm-action-brain-safe-medicines
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(brain-safe-medicines, Task, medication-management, [[Look for medicines that cloud thinking]], [[Buscar medicamentos que nublan la mente]])
* insert Says([[Some sleeping pills, allergy pills and bladder medicines make memory worse. We look for them and for safer choices.]], [[Algunas pastillas para dormir, para alergias y para la vejiga empeoran la memoria. Las buscamos junto con opciones más seguras.]])
* insert By(practitioner, pharmacist)
* insert Every(1, 6, mo)
